package dev.azdrill.simulator.wire;

import dev.azdrill.codec.CborCodec;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The protocol that the AWS SDK for Java speaks to CloudWatch from 2.41 on. Source: Smithy 2.0,
 * "Smithy RPC v2 CBOR protocol".
 */
final class RpcV2CborProtocol implements WireProtocol {
  /** The value of the header {@code smithy-protocol}, in requests and replies. */
  static final String NAME = "rpc-v2-cbor";

  private static final Pattern PATH = Pattern.compile(".*/service/([^/]+)/operation/([^/]+)");

  @Override
  public Call open(Service service, WireRequest request) {
    Matcher path = PATH.matcher(request.path());
    if (!path.matches()) {
      throw ProtocolErrors.unknownPath(request.path());
    }
    String action = path.group(2);
    return new Call() {
      @Override
      public String action() {
        return action;
      }

      @Override
      public void decode(SdkPojo builder) {
        CborCodec.decode(request.bytes(), builder);
      }
    };
  }

  @Override
  public WireReply reply(Service service, String action, SdkPojo response, String requestId) {
    return cbor(200, Map.of("x-amzn-RequestId", requestId), CborCodec.encode(response));
  }

  @Override
  public WireReply refuse(Service service, AwsError error, String requestId) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("__type", QueryErrorCodes.shapeId(error));
    body.put("message", error.getMessage());
    return cbor(
        error.status(),
        Map.of(
            "x-amzn-RequestId", requestId, QueryErrorCodes.HEADER, QueryErrorCodes.header(error)),
        CborCodec.encode(body));
  }

  private static WireReply cbor(int status, Map<String, String> headers, byte[] content) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/cbor");
    all.put("smithy-protocol", NAME);
    return WireReply.of(status, all, content);
  }
}
