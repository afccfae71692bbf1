package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses requests for services that the region does not have, each in a form that its client can
 * read: XML where a query names an action, JSON elsewhere.
 *
 * <p>Sources: Smithy 2.0, "AWS query protocol", "AWS JSON 1.1 protocol" and "AWS restJson1
 * protocol", "Operation error serialization"; Amazon S3 API Reference, "Error responses".
 */
final class AbsentService {
  /** Services with the errors of query though they have no actions. */
  private static final Set<String> SPEAK_XML = Set.of("route53", "cloudfront", "s3control");

  private static final int NOT_IMPLEMENTED = 501;

  private AbsentService() {}

  static WireReply refuse(WireRequest request, String requestId) {
    Optional<String> name = CredentialScope.name(request.header("authorization"), request.query());
    if (name.isEmpty()) {
      AwsError unsigned = ProtocolErrors.unknownService(request.host());
      return QueryProtocol.EC2.refuse(Service.EC2, unsigned, requestId);
    }
    if (name.get().equals("s3")) {
      return storage(requestId);
    }
    if (isQuery(request) || SPEAK_XML.contains(name.get())) {
      // The namespace is that of another service: who reads the reply reads its code.
      return QueryProtocol.AWS_QUERY.refuse(
          Service.STS,
          ProtocolErrors.absentService(ProtocolErrors.INVALID_ACTION, name.get()),
          requestId);
    }
    AwsError absent = ProtocolErrors.absentService(ProtocolErrors.UNKNOWN_OPERATION, name.get());
    if (request.header("x-amz-target") != null) {
      return JsonProtocol.AWS_JSON_1_1.refuse(Service.SSM, absent, requestId);
    }
    return new RestJsonProtocol().refuse(Service.FIS, absent, requestId);
  }

  private static boolean isQuery(WireRequest request) {
    String type = request.header("content-type");
    boolean isForm = type != null && type.startsWith("application/x-www-form-urlencoded");
    return isForm || ("&" + request.query()).contains("&Action=");
  }

  private static WireReply storage(String requestId) {
    String message = ProtocolErrors.absentService("NotImplemented", "s3").getMessage();
    return WireReply.text(
        NOT_IMPLEMENTED,
        Map.of("Content-Type", "application/xml", "x-amz-request-id", requestId),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>NotImplemented</Code><Message>"
            + message.replace("'", "&apos;")
            + "</Message><RequestId>"
            + requestId
            + "</RequestId></Error>");
  }
}
