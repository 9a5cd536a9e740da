#include "workforce/shifts/calendar_text.h"

#include <fmt/format.h>

#include "workforce/calendar/day.h"

namespace rapport::workforce {
namespace {

constexpr std::size_t line_bytes_max = 75;  // RFC 5545, 3.1, without the line break

// 3.3.11
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\r') continue;
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20 || c == '\t') out += c;
  }
  return out;
}

void add_line(std::string& out, const std::string& line) {
  std::size_t from = 0;
  std::size_t room = line_bytes_max;
  while (line.size() - from > room) {
    std::size_t cut = from + room;
    while ((static_cast<unsigned char>(line[cut]) & 0xC0U) == 0x80U)
      --cut;  // inside a character
    out.append(line, from, cut - from);
    out += "\r\n ";
    from = cut;
    room = line_bytes_max - 1;  // the blank counts
  }
  out.append(line, from, std::string::npos);
  out += "\r\n";
}

std::string utc(Instant at) {
  constexpr std::int64_t day_s = 86'400;
  const std::int64_t total = at.us / 1'000'000;
  const std::int64_t second = ((total % day_s) + day_s) % day_s;
  const CivilDate date = civil({static_cast<std::int32_t>((total - second) / day_s)});
  return fmt::format("{:04}{:02}{:02}T{:02}{:02}{:02}Z", date.year, date.month, date.day, second / 3'600,
                     second / 60 % 60, second % 60);
}

}  // namespace

std::string calendar_text(const std::string& name, const std::vector<CalendarEvent>& events) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, "PRODID:-//Rapport//Schedule//EN");
  add_line(out, "CALSCALE:GREGORIAN");
  add_line(out, "METHOD:PUBLISH");
  add_line(out, "X-WR-CALNAME:" + escaped(name));
  add_line(out, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
  for (const CalendarEvent& event : events) {
    add_line(out, "BEGIN:VEVENT");
    add_line(out, "UID:" + escaped(event.uid));
    add_line(out, fmt::format("SEQUENCE:{}", event.sequence));
    add_line(out, "DTSTAMP:" + utc(event.changed_at));
    add_line(out, "DTSTART:" + utc(event.start));
    add_line(out, "DTEND:" + utc(event.end));
    add_line(out, "SUMMARY:" + escaped(event.summary));
    if (!event.description.empty()) add_line(out, "DESCRIPTION:" + escaped(event.description));
    add_line(out, "TRANSP:OPAQUE");
    add_line(out, "END:VEVENT");
  }
  add_line(out, "END:VCALENDAR");
  return out;
}

}  // namespace rapport::workforce
