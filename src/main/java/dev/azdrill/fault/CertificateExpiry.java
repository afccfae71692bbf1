package dev.azdrill.fault;

import dev.azdrill.inventory.Kind;
import dev.azdrill.platform.Ability;
import dev.azdrill.platform.Impairment;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/**
 * The certificate of the load balancer's HTTPS listener has expired: clients refuse it and send no
 * request. It is valid again after the undo.
 *
 * @param certificateArn that of the HTTPS listener with the smallest port; empty until it is
 *     resolved
 */
public record CertificateExpiry(Optional<String> certificateArn) implements Fault {
  /** How a step of a feature says it. */
  public static final String SENTENCE = "the certificate of the load balancer expires";

  /** Its kind. */
  public static final FaultKind<CertificateExpiry> KIND =
      new FaultKind<>(
              "certificate-expired",
              CertificateExpiry.class,
              "The certificate of the load balancer's HTTPS listener has expired: clients refuse it.",
              "the platform",
              ExpectedRecovery.AFTER_ITS_UNDO,
              List.of(),
              List.of(),
              given -> new CertificateExpiry(),
              fault -> FaultArguments.NONE)
          .saidAs(FaultSentence.of(SENTENCE));

  public CertificateExpiry() {
    this(Optional.empty());
  }

  @Override
  public String name() {
    return "certificate expiry";
  }

  @Override
  public String subject() {
    return certificateArn.orElse("the certificate of the HTTPS listener");
  }

  @Override
  public Optional<Ability> needs() {
    return Optional.of(Ability.CERTIFICATES);
  }

  @Override
  public CertificateExpiry resolve(FaultContext context) {
    Optional<String> found =
        context.baseline().all(Kind.LISTENER).stream()
            .filter(each -> each.protocol() == ProtocolEnum.HTTPS)
            .sorted(Comparator.comparing(Listener::port))
            .flatMap(CertificateExpiry::certificates)
            .findFirst();
    if (found.isEmpty()) {
      throw new FaultException(
          "expected a load balancer with an HTTPS listener, whose certificate can expire, saw none");
    }
    return new CertificateExpiry(found);
  }

  private static Stream<String> certificates(Listener listener) {
    return listener.certificates().stream().map(Certificate::certificateArn);
  }

  private Impairment.CertificateExpired impairment() {
    return new Impairment.CertificateExpired(subject());
  }

  @Override
  public FaultPlan plan(FaultContext context) {
    return FaultPlan.impairing(context, impairment());
  }

  @Override
  public Optional<Witness> witness(FaultContext context, Instant from) {
    return ImpairmentEffects.each(
        context,
        List.of(impairment()),
        (each, count) -> count + " connections were refused by clients for their certificate");
  }
}
