package dev.azdrill.simulator.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.azdrill.codec.JsonCodec;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The AWS JSON protocols. Sources: Smithy 2.0, "AWS JSON 1.0 protocol", "AWS JSON 1.1 protocol".
 */
enum JsonProtocol implements WireProtocol {
  /** With the errors of the query protocol that its services spoke before. */
  AWS_JSON_1_0("application/x-amz-json-1.0") {
    @Override
    Map<String, String> headers(AwsError error) {
      return Map.of(QueryErrorCodes.HEADER, QueryErrorCodes.header(error));
    }

    @Override
    String type(AwsError error) {
      return QueryErrorCodes.shapeId(error);
    }
  },
  AWS_JSON_1_1("application/x-amz-json-1.1") {
    @Override
    Map<String, String> headers(AwsError error) {
      return Map.of();
    }

    @Override
    String type(AwsError error) {
      return error.code();
    }
  };

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String contentType;

  JsonProtocol(String contentType) {
    this.contentType = contentType;
  }

  /** What an error's reply carries in its header. */
  abstract Map<String, String> headers(AwsError error);

  /** How an error's reply calls it. */
  abstract String type(AwsError error);

  @Override
  public Call open(Service service, WireRequest request) {
    String target = request.header("x-amz-target");
    if (target == null || target.indexOf('.') < 0) {
      throw ProtocolErrors.missingAction("header X-Amz-Target");
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

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body.isEmpty() ? "{}" : body);
    } catch (JsonProcessingException e) {
      throw ProtocolErrors.notJson(e.getOriginalMessage());
    }
  }

  @Override
  public WireReply reply(Service service, String action, SdkPojo response, String requestId) {
    return json(200, Map.of(), JsonCodec.AWS_JSON.encode(response), requestId);
  }

  @Override
  public WireReply refuse(Service service, AwsError error, String requestId) {
    ObjectNode body = JSON.createObjectNode();
    body.put("__type", type(error));
    body.put("message", error.getMessage());
    return json(error.status(), headers(error), body, requestId);
  }

  private WireReply json(
      int status, Map<String, String> headers, ObjectNode body, String requestId) {
    Map<String, String> all = new TreeMap<>(headers);
    all.put("Content-Type", contentType);
    all.put("x-amzn-RequestId", requestId);
    return WireReply.text(status, all, body.toString());
  }
}
