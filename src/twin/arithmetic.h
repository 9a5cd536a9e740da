// The few functions of real numbers that sampling needs, made of +, -, *, / and sqrt alone, which IEEE 754
// defines to the last bit. A C library's log and exp differ between systems; the same seed must give the same
// bytes on all of them. (twin is compiled without contraction of a*b+c, see src/folders.cmake.)
#pragma once

namespace rapport::twin {

double natural_log(double x);      // x > 0, normal; relative error below 1e-15
double exponential_of(double x);   // e^x; 0 below -700, REQUIRES x <= 700
double gamma_function(double x);   // 1 <= x <= 101; Lanczos, relative error below 1e-13
double normal_quantile(double p);  // 0 < p < 1; Wichura 1988, algorithm AS 241 (PPND16)

}  // namespace rapport::twin
