package dev.azdrill.simulator.wire;

import dev.azdrill.codec.QueryDecoder;
import dev.azdrill.codec.QueryParameters;
import dev.azdrill.codec.XmlEncoder;
import dev.azdrill.simulator.world.AwsError;
import dev.azdrill.simulator.world.Service;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The two query protocols: a form goes in, XML comes out. They differ in how lists are numbered and
 * replies are wrapped.
 */
enum QueryProtocol implements WireProtocol {
  /** Source: Amazon EC2 API Reference, "Query requests" and "Error codes". */
  EC2(QueryDecoder.EC2) {
    @Override
    void write(XmlEncoder xml, Service service, String action, SdkPojo response, String requestId) {
      xml.open(action + "Response", service.namespace())
          .text("requestId", requestId)
          .members(response)
          .close(action + "Response");
    }

    /** Nothing that a user chose comes before it. */
    @Override
    public int requestIdAt(WireReply reply, String requestId) {
      return text(reply).indexOf(requestId);
    }

    @Override
    void write(XmlEncoder xml, Service service, AwsError error, String requestId) {
      xml.open("Response", "").open("Errors", "").open("Error", "");
      xml.text("Code", error.code()).text("Message", error.getMessage());
      xml.close("Error").close("Errors").text("RequestID", requestId).close("Response");
    }
  },
  /** Source: Smithy 2.0, "AWS Query protocol". */
  AWS_QUERY(QueryDecoder.AWS_QUERY) {
    @Override
    void write(XmlEncoder xml, Service service, String action, SdkPojo response, String requestId) {
      xml.open(action + "Response", service.namespace()).open(action + "Result", "");
      xml.members(response).close(action + "Result");
      xml.open("ResponseMetadata", "").text("RequestId", requestId).close("ResponseMetadata");
      xml.close(action + "Response");
    }

    /** Nothing that a user chose comes behind it. */
    @Override
    public int requestIdAt(WireReply reply, String requestId) {
      return text(reply).lastIndexOf(requestId);
    }

    @Override
    void write(XmlEncoder xml, Service service, AwsError error, String requestId) {
      xml.open("ErrorResponse", service.namespace()).open("Error", "");
      xml.text("Type", error.status() < 500 ? "Sender" : "Receiver");
      xml.text("Code", error.code()).text("Message", error.getMessage()).close("Error");
      xml.text("RequestId", requestId).close("ErrorResponse");
    }
  };

  /** Of Elastic Load Balancing, that of Classic Load Balancers. */
  private static final String CLASSIC_VERSION = "2012-06-01";

  /**
   * What stands among an operation's parameters and is none. Source: AWS IAM User Guide, "Add the
   * signature to the request", for those of a request that is signed in its query.
   */
  private static final List<String> NOT_PARAMETERS =
      List.of(
          "Action",
          "Version",
          "X-Amz-Algorithm",
          "X-Amz-Credential",
          "X-Amz-Date",
          "X-Amz-Expires",
          "X-Amz-Security-Token",
          "X-Amz-Signature",
          "X-Amz-SignedHeaders");

  private final QueryDecoder decoder;

  QueryProtocol(QueryDecoder decoder) {
    this.decoder = decoder;
  }

  abstract void write(
      XmlEncoder xml, Service service, String action, SdkPojo response, String requestId);

  abstract void write(XmlEncoder xml, Service service, AwsError error, String requestId);

  @Override
  public Call open(Service service, WireRequest request) {
    QueryParameters form = QueryParameters.parse(request.body());
    String action = form.value("Action");
    if (action == null) {
      throw ProtocolErrors.missingAction("parameter Action");
    }
    String version = form.value("Version");
    if (service == Service.ELASTIC_LOAD_BALANCING && CLASSIC_VERSION.equals(version)) {
      throw ProtocolErrors.classicLoadBalancers(CLASSIC_VERSION);
    }
    NOT_PARAMETERS.forEach(form::remove);
    return new Call() {
      @Override
      public String action() {
        return action;
      }

      @Override
      public void decode(SdkPojo builder) {
        decoder.decode(form, builder);
      }
    };
  }

  @Override
  public WireReply reply(Service service, String action, SdkPojo response, String requestId) {
    XmlEncoder xml = new XmlEncoder();
    write(xml, service, action, response, requestId);
    return xml(200, xml, requestId);
  }

  @Override
  public WireReply refuse(Service service, AwsError error, String requestId) {
    XmlEncoder xml = new XmlEncoder();
    write(xml, service, error, requestId);
    return xml(error.status(), xml, requestId);
  }

  /** A character for each byte. */
  private static String text(WireReply reply) {
    return new String(reply.bytes(), StandardCharsets.ISO_8859_1);
  }

  private static WireReply xml(int status, XmlEncoder xml, String requestId) {
    return WireReply.text(
        status,
        Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml);
  }
}
