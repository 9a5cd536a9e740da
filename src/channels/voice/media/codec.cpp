#include "channels/voice/media/codec.h"

#include "channels/voice/media/codecs.h"

namespace rapport::media {

std::unique_ptr<Decoder> make_decoder(const sdp::Format& format) {
  switch (format.codec) {
    case sdp::Codec::pcmu:
      return make_g711_decoder(true);
    case sdp::Codec::pcma:
      return make_g711_decoder(false);
    case sdp::Codec::g722:
      return make_g722_decoder();
    case sdp::Codec::opus:
      return make_opus_decoder();
  }
  return nullptr;
}

std::unique_ptr<Encoder> make_encoder(const sdp::Format& format) {
  switch (format.codec) {
    case sdp::Codec::pcmu:
      return make_g711_encoder(true);
    case sdp::Codec::pcma:
      return make_g711_encoder(false);
    case sdp::Codec::g722:
      return make_g722_encoder();
    case sdp::Codec::opus:
      return make_opus_encoder(format.uses_fec);
  }
  return nullptr;
}

}  // namespace rapport::media
