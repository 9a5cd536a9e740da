// Pointer: where a decoder is, as a JSON Pointer (RFC 6901), written out only when somebody asks.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rapport::contract {

class Pointer {
 public:
  // One step down, for as long as it lives. The name must outlive it.
  class Step {
   public:
    Step(Pointer& pointer, std::string_view name) : pointer_(pointer) {
      pointer_.parts_.push_back({name, 0});
    }
    Step(Pointer& pointer, std::size_t index) : pointer_(pointer) {
      pointer_.parts_.push_back({{}, index + 1});
    }
    ~Step() { pointer_.parts_.pop_back(); }
    Step(const Step&) = delete;
    Step& operator=(const Step&) = delete;

   private:
    Pointer& pointer_;
  };

  std::string text() const {
    std::string out;
    for (const Part& part : parts_) {
      out += '/';
      if (part.number > 0) {
        out += std::to_string(part.number - 1);
        continue;
      }
      for (const char c : part.name) {
        if (c == '~')
          out += "~0";
        else if (c == '/')
          out += "~1";
        else
          out += c;
      }
    }
    return out;
  }

 private:
  struct Part {
    std::string_view name;
    std::size_t number;  // index + 1; 0: a name
  };
  std::vector<Part> parts_;
};

}  // namespace rapport::contract
