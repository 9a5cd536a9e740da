#include "platform/database/database.h"

#include "platform/database/backup.h"
#include "platform/database/reader_pool.h"
#include "platform/database/writer.h"

namespace rapport::database {

struct Database::Impl {
  Impl(Options opened, std::unique_ptr<Session> session, log::Log& log)
      : options(std::move(opened)), readers(options, log), writer(options, std::move(session), log) {}

  Options options;
  ReaderPool readers;
  Writer writer;  // last: its works may read
};

Database::Database(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Database::~Database() = default;

Result<std::unique_ptr<Database>> Database::open(Options options, std::vector<Migration> migrations,
                                                 log::Log& log) {
  auto session = Session::connect(options, Access::write);
  if (!session) return tl::unexpected<Error>(session.error());
  if (auto migrated = migrate(**session, std::move(migrations), log); !migrated)
    return tl::unexpected<Error>(migrated.error());
  auto impl = std::make_unique<Impl>(std::move(options), std::move(*session), log);
  return std::unique_ptr<Database>(new Database(std::move(impl)));
}

Engine Database::engine() const {
  return impl_->options.engine;
}
const Options& Database::options() const {
  return impl_->options;
}

Result<void> Database::read_with(const std::function<Result<void>(Session&)>& query) {
  return impl_->readers.run(query);
}

void Database::write_then(std::function<Result<void>(Session&)> work,
                          std::function<void(Result<void>)> done) {
  impl_->writer.post(std::move(work), std::move(done));
}

Result<void> Database::backup_to(const std::filesystem::path& file) {
  return backup(impl_->options, file);
}
Result<void> Database::check() {
  return database::check(impl_->options);
}

}  // namespace rapport::database
