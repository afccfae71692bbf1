package dev.azdrill.simulator.wire;

import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import software.amazon.awssdk.core.SdkPojo;

/** One way in which AWS services are spoken to. Stateless. */
interface WireProtocol {
  /** The operation that a request names, and the request's content still to be read. */
  Call open(Service service, WireRequest request);

  WireReply reply(Service service, String action, SdkPojo response, String requestId);

  /**
   * Where in the content of a reply its request's id stands, in bytes; negative where it does not.
   */
  default int requestIdAt(WireReply reply, String requestId) {
    return -1;
  }

  WireReply refuse(Service service, AwsError error, String requestId);

  /**
   * The one in which a request is made. Services with a name for RPC are spoken to in more than
   * one: the request says in which, and query is what is left.
   */
  static WireProtocol of(Service service, WireRequest request) {
    if (service.rpcName().isPresent()) {
      if (RpcV2CborProtocol.NAME.equals(request.header("smithy-protocol"))) {
        return new RpcV2CborProtocol();
      }
      if (request.header("x-amz-target") != null) {
        return JsonProtocol.AWS_JSON_1_0;
      }
    }
    return switch (service.protocol()) {
      case EC2_QUERY -> QueryProtocol.EC2;
      case AWS_QUERY -> QueryProtocol.AWS_QUERY;
      case AWS_JSON -> JsonProtocol.AWS_JSON_1_1;
      case REST_JSON -> new RestJsonProtocol();
    };
  }

  /** A request whose operation is known. */
  interface Call {
    /** The wire name: {@code DescribeVpcs}. */
    String action();

    /**
     * Fills the builder of the operation's request class.
     *
     * @throws dev.azdrill.codec.DecodingException when the content is not of its shape
     */
    void decode(SdkPojo builder);
  }
}
