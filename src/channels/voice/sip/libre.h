// The only place that includes libre, and what makes its C fit: RAII for its counted objects, views of its
// pointer-length texts. Only on thread S: libre's reference counts are plain integers.
#pragma once

#include <re.h>

#include <string>
#include <string_view>
#include <utility>

namespace rapport::sip {

// One reference to an object of libre's mem_alloc.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* taken) : object_(taken) {}  // takes over the caller's reference
  static Ref share(const T* object) { return Ref(static_cast<T*>(mem_ref(const_cast<T*>(object)))); }
  Ref(Ref&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Ref& operator=(Ref&& other) noexcept {
    if (this != &other) {
      reset();
      object_ = std::exchange(other.object_, nullptr);
    }
    return *this;
  }
  ~Ref() { reset(); }

  void reset() { mem_deref(std::exchange(object_, nullptr)); }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  explicit operator bool() const { return object_ != nullptr; }
  T** out() {  // for C functions that hand out a reference
    reset();
    return &object_;
  }

 private:
  T* object_ = nullptr;
};

inline std::string_view view(const pl& text) {
  return text.p ? std::string_view(text.p, text.l) : std::string_view();
}

inline pl as_pl(std::string_view text) {
  pl result;
  result.p = text.data();
  result.l = text.size();
  return result;
}

// What follows the headers of a received message.
inline std::string_view body_of(const sip_msg& message) {
  return {reinterpret_cast<const char*>(mbuf_buf(message.mb)), mbuf_get_left(message.mb)};
}

// A buffer holding `text`, at its start. Empty Ref: no memory.
Ref<mbuf> buffer_of(std::string_view text);

// "192.0.2.1:5060", "[2001:db8::1]:5060", without the port "192.0.2.1".
std::string address_text(const sa& address);
std::string host_text(const sa& address);

}  // namespace rapport::sip
