#include "twin/arithmetic.h"

#include <array>
#include <cmath>
#include <cstddef>

#include "base/check.h"

namespace rapport::twin {
namespace {

constexpr double ln2_high = 6.93147180369123816490e-01;  // its last 32 bits are 0, so k * ln2_high is exact
constexpr double ln2_low = 1.90821492927058770002e-10;

double polynomial(const std::array<double, 8>& c, double x) {
  double sum = c[7];
  for (std::size_t i = 7; i-- > 0;)
    sum = sum * x + c[i];
  return sum;
}

}  // namespace

double natural_log(double x) {
  RAPPORT_CHECK(x > 0);
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // exact: m in [0.5, 1)
  if (m < 0.70710678118654752440) {
    m *= 2;
    --exponent;
  }
  // ln m = 2 artanh(s), |s| <= 0.1716
  const double s = (m - 1) / (m + 1);
  const double s2 = s * s;
  double sum = 0;
  for (int k = 23; k >= 1; k -= 2)
    sum = sum * s2 + 1.0 / k;
  return exponent * ln2_high + (exponent * ln2_low + 2 * s * sum);
}

double exponential_of(double x) {
  if (x < -700) return 0;
  RAPPORT_CHECK(x <= 700);
  const double k = std::floor(x / (ln2_high + ln2_low) + 0.5);
  const double r = (x - k * ln2_high) - k * ln2_low;  // |r| <= 0.347
  double sum = 1;
  for (int n = 16; n >= 1; --n)
    sum = 1 + sum * r / n;
  return std::ldexp(sum, static_cast<int>(k));
}

double gamma_function(double x) {
  RAPPORT_CHECK(x >= 1 && x <= 101);
  constexpr std::array<double, 9> c = {0.99999999999980993,  676.5203681218851,     -1259.1392167224028,
                                       771.32342877765313,   -176.61502916214059,   12.507343278686905,
                                       -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7};
  const double z = x - 1;
  double sum = c[0];
  for (std::size_t i = 1; i < c.size(); ++i)
    sum += c[i] / (z + static_cast<double>(i));
  const double t = z + 7.5;
  const double root_two_pi = 2.50662827463100050242;
  return root_two_pi * sum * exponential_of((z + 0.5) * natural_log(t) - t);
}

double normal_quantile(double p) {
  RAPPORT_CHECK(p > 0 && p < 1);
  constexpr std::array<double, 8> a = {3.3871328727963666080, 133.14166789178437745, 1971.5909503065514427,
                                       13731.693765509461125, 45921.953931549871457, 67265.770927008700853,
                                       33430.575583588128105, 2509.0809287301226727};
  constexpr std::array<double, 8> b = {1.0,
                                       42.313330701600911252,
                                       687.18700749205790830,
                                       5394.1960214247511077,
                                       21213.794301586595867,
                                       39307.895800092710610,
                                       28729.085735721942674,
                                       5226.4952788528545610};
  constexpr std::array<double, 8> c = {
      1.42343711074968357734, 4.63033784615654529590,  5.76949722146069140550,   3.64784832476320460504,
      1.27045825245236838258, 0.241780725177450611770, 0.0227238449892691845833, 7.74545014278341407640e-4};
  constexpr std::array<double, 8> d = {1.0,
                                       2.05319162663775882187,
                                       1.67638483018380384940,
                                       0.689767334985100004550,
                                       0.148103976427480074590,
                                       0.0151986665636164571966,
                                       5.47593808499534494600e-4,
                                       1.05075007164441684324e-9};
  constexpr std::array<double, 8> e = {6.65790464350110377720,    5.46378491116411436990,
                                       1.78482653991729133580,    0.296560571828504891230,
                                       0.0265321895265761230930,  0.00124266094738807843860,
                                       2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr std::array<double, 8> f = {1.0,
                                       0.599832206555887937690,
                                       0.136929880922735805310,
                                       0.0148753612908506148525,
                                       7.86869131145613259100e-4,
                                       1.84631831751005468180e-5,
                                       1.42151175831644588870e-7,
                                       2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (q >= -0.425 && q <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double tail = std::sqrt(-natural_log(q < 0 ? p : 1 - p));
  const double x = tail <= 5 ? polynomial(c, tail - 1.6) / polynomial(d, tail - 1.6)
                             : polynomial(e, tail - 5) / polynomial(f, tail - 5);
  return q < 0 ? -x : x;
}

}  // namespace rapport::twin
