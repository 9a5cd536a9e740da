// The codecs behind make_decoder and make_encoder; used by codec.cpp only.
#pragma once

#include "channels/voice/media/codec.h"

namespace rapport::media {

std::unique_ptr<Decoder> make_g711_decoder(bool is_mu_law);
std::unique_ptr<Encoder> make_g711_encoder(bool is_mu_law);
std::unique_ptr<Decoder> make_g722_decoder();
std::unique_ptr<Encoder> make_g722_encoder();
std::unique_ptr<Decoder> make_opus_decoder();
std::unique_ptr<Encoder> make_opus_encoder(bool uses_fec);

}  // namespace rapport::media
