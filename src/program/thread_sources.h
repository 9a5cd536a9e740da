// What a person's thread has from the capabilities that stand above the desk: cases, articles read, posts.
#pragma once

#include "desk/services.h"

namespace rapport::program {

desk::ThreadSources thread_sources();

}  // namespace rapport::program
