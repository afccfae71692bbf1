package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.codec.JsonCodec;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** The AWS JSON 1.1 protocol. Source: Smithy 2.0, "AWS JSON 1.1 protocol". */
final class JsonProtocol implements Protocol {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public Call open(Service service, WireRequest request) {
    String target = request.header("x-amz-target");
    if (target == null || target.indexOf('.') < 0) {
      throw AwsError.of("MissingAction", "The request must contain the header X-Amz-Target");
    }
    String action = target.substring(target.indexOf('.') + 1);
    return new Call() {
      @Override
      public String action() {
        return action;
      }

      @Override
      public void decode(SdkPojo builder) {
        JsonCodec.AWS_JSON.decode(parse(request.body()), builder);
      }
    };
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (JsonProcessingException e) {
      throw AwsError.of(
          "SerializationException", "The request body is not JSON: " + e.getOriginalMessage());
    }
  }

  @Override
  public WireReply reply(Service service, String action, SdkPojo response, String requestId) {
    return json(200, JsonCodec.AWS_JSON.encode(response), requestId);
  }

  @Override
  public WireReply refuse(Service service, AwsError error, String requestId) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", error.code());
    body.put("message", error.getMessage());
    return json(error.status(), body, requestId);
  }

  private static WireReply json(int status, ObjectNode body, String requestId) {
    return new WireReply(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-RequestId", requestId),
        body.toString());
  }
}
