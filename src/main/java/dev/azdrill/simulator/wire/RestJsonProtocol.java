package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.codec.JsonCodec;
import dev.azdrill.codec.RestCodec;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A REST API in JSON: the verb and the path name the operation, members stand in the path, in the
 * query or in the content, as the SDK's own models say. Source: Smithy 2.0, "AWS restJson1
 * protocol".
 */
final class RestJsonProtocol implements WireProtocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Call open(Service service, WireRequest request) {
    RestOperations.Match match =
        RestOperations.find(service, request.method(), request.path())
            .orElseThrow(
                () -> ProtocolErrors.unknownResource(service, request.method(), request.path()));
    return new Call() {
      @Override
      public String action() {
        return match.action();
      }

      @Override
      public void decode(SdkPojo builder) {
        RestCodec.decode(
            match.labels(),
            request.query(),
            JsonProtocol.parse(request.bytes().length == 0 ? "" : request.body()),
            builder);
      }
    };
  }

  @Override
  public WireReply reply(Service service, String action, SdkPojo response, String requestId) {
    return json(200, Map.of(), JsonCodec.AWS_JSON.encode(response), requestId);
  }

  @Override
  public WireReply refuse(Service service, AwsError error, String requestId) {
    return json(
        error.status(),
        Map.of("x-amzn-ErrorType", error.code()),
        JSON.createObjectNode().put("message", error.getMessage()),
        requestId);
  }

  private static WireReply json(
      int status, Map<String, String> headers, ObjectNode body, String requestId) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", "application/json");
    all.put("x-amzn-RequestId", requestId);
    return WireReply.text(status, all, body.toString());
  }
}
