package dev.azdrill.simulator.world;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The AWS services of the region and how each is spoken to. */
public enum Service {
  EC2("ec2", Protocol.EC2_QUERY, "http://ec2.amazonaws.com/doc/2016-11-15/"),
  AUTO_SCALING(
      "autoscaling", Protocol.AWS_QUERY, "http://autoscaling.amazonaws.com/doc/2011-01-01/"),
  ELASTIC_LOAD_BALANCING(
      "elasticloadbalancing",
      Protocol.AWS_QUERY,
      "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"),
  RDS("rds", Protocol.AWS_QUERY, "http://rds.amazonaws.com/doc/2014-10-31/"),
  CLOUDWATCH(
      "monitoring",
      Protocol.AWS_QUERY,
      "http://monitoring.amazonaws.com/doc/2010-08-01/",
      Optional.of("GraniteServiceVersion20100801")),
  STS("sts", Protocol.AWS_QUERY, "https://sts.amazonaws.com/doc/2011-06-15/"),
  IAM("iam", Protocol.AWS_QUERY, "https://iam.amazonaws.com/doc/2010-05-08/"),
  WAFV2("wafv2", Protocol.AWS_JSON, "AWSWAF_20190729"),
  ACM("acm", Protocol.AWS_JSON, "CertificateManager"),
  SSM("ssm", Protocol.AWS_JSON, "AmazonSSM"),
  FIS("fis", Protocol.REST_JSON, "2020-12-01");

  /** How requests and replies look on the wire. */
  public enum Protocol {
    EC2_QUERY,
    AWS_QUERY,
    AWS_JSON,
    REST_JSON
  }

  private static final Pattern SCOPE =
      Pattern.compile("Credential=[^/]*/\\d{8}/(?:[^/]+/)?([^/]+)/aws4_request");

  private final String signingName;
  private final Protocol protocol;
  private final String namespace;
  private final Optional<String> rpcName;

  Service(String signingName, Protocol protocol, String namespace) {
    this(signingName, protocol, namespace, Optional.empty());
  }

  Service(String signingName, Protocol protocol, String namespace, Optional<String> rpcName) {
    this.signingName = signingName;
    this.protocol = protocol;
    this.namespace = namespace;
    this.rpcName = rpcName;
  }

  /** The name in host names, credential scopes and ARNs: {@code elasticloadbalancing}. */
  public String signingName() {
    return signingName;
  }

  public Protocol protocol() {
    return protocol;
  }

  /**
   * The XML namespace of replies, the prefix of {@code X-Amz-Target} for JSON services, or the
   * version of a REST API.
   */
  public String namespace() {
    return namespace;
  }

  /**
   * The name in the paths and targets of requests that are made in Smithy RPC v2 CBOR or AWS JSON
   * 1.0; empty for a service that has but one protocol.
   */
  public Optional<String> rpcName() {
    return rpcName;
  }

  /** The service whose host names and credential scopes carry this name. */
  public static Optional<Service> signedAs(String signingName) {
    return Arrays.stream(values()).filter(s -> s.signingName.equals(signingName)).findFirst();
  }

  /**
   * The name of the service that a request is signed for, whether the region has it or not.
   *
   * @param authorization the header of this name, Signature Version 4 or 4A
   */
  public static Optional<String> nameSignedFor(String authorization) {
    Matcher scope = SCOPE.matcher(authorization);
    return scope.find() ? Optional.of(scope.group(1)) : Optional.empty();
  }

  /**
   * The service that a request is signed for.
   *
   * @param authorization the header of this name, Signature Version 4 or 4A; the latter's scope
   *     names no region
   */
  public static Optional<Service> signedFor(String authorization) {
    return nameSignedFor(authorization).flatMap(Service::signedAs);
  }
}
