// From loss and delay to a mean opinion score: the E-model of ITU-T G.107 in the usual simplification
//   R = 93.2 - Id - Ie,eff   (93.2: everything at its default)
//   Id = 0.024 d + 0.11 (d - 177.3) for d > 177.3 ms, one way (Cole and Rosenbluth, 2001, fitted to G.107)
//   Ie,eff = Ie + (95 - Ie) Ppl / (Ppl / BurstR + Bpl), Ppl in percent, BurstR 1 (G.107, 7-29)
//   MOS = 1 + 0.035 R + R (R - 60) (100 - R) 7e-6   (G.107, Annex B)
// Ie and Bpl: G.711 with concealment 0 and 25.1 (G.113, Appendix I). There are none for G.722 and Opus on
// this scale; they get 0 and 20, with Opus's own repair 0 and 30. Pure.
#pragma once

#include "channels/voice/sdp/audio.h"

namespace rapport::media {

// loss: 0…1; delay from mouth to ear in ms.
float mean_opinion(const sdp::Format& format, float loss, float delay_ms);

}  // namespace rapport::media
