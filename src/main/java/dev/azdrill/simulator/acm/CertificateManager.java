package dev.azdrill.simulator.acm;

import dev.azdrill.simulator.world.CertificateUsers;
import dev.azdrill.simulator.world.Fact;
import dev.azdrill.simulator.world.Operations;
import dev.azdrill.simulator.world.Page;
import dev.azdrill.simulator.world.Service;
import dev.azdrill.simulator.world.Timing;
import dev.azdrill.simulator.world.World;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateRequest;
import software.amazon.awssdk.services.acm.model.AddTagsToCertificateResponse;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.CertificateOptions;
import software.amazon.awssdk.services.acm.model.CertificateStatus;
import software.amazon.awssdk.services.acm.model.CertificateSummary;
import software.amazon.awssdk.services.acm.model.CertificateTransparencyLoggingPreference;
import software.amazon.awssdk.services.acm.model.CertificateType;
import software.amazon.awssdk.services.acm.model.DeleteCertificateRequest;
import software.amazon.awssdk.services.acm.model.DeleteCertificateResponse;
import software.amazon.awssdk.services.acm.model.DescribeCertificateRequest;
import software.amazon.awssdk.services.acm.model.DescribeCertificateResponse;
import software.amazon.awssdk.services.acm.model.DomainStatus;
import software.amazon.awssdk.services.acm.model.DomainValidation;
import software.amazon.awssdk.services.acm.model.KeyAlgorithm;
import software.amazon.awssdk.services.acm.model.ListCertificatesRequest;
import software.amazon.awssdk.services.acm.model.ListCertificatesResponse;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateRequest;
import software.amazon.awssdk.services.acm.model.ListTagsForCertificateResponse;
import software.amazon.awssdk.services.acm.model.RecordType;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateRequest;
import software.amazon.awssdk.services.acm.model.RemoveTagsFromCertificateResponse;
import software.amazon.awssdk.services.acm.model.RequestCertificateRequest;
import software.amazon.awssdk.services.acm.model.RequestCertificateResponse;
import software.amazon.awssdk.services.acm.model.ResourceRecord;
import software.amazon.awssdk.services.acm.model.Tag;
import software.amazon.awssdk.services.acm.model.ValidationMethod;

/**
 * AWS Certificate Manager. Nobody validates domains here: a certificate is issued by itself after a
 * while, as if its DNS record were there.
 */
public final class CertificateManager {
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[0-9a-f-]+");
  private static final Pattern DOMAIN =
      Pattern.compile("(\\*\\.)?([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+[a-zA-Z]{2,63}");
  private static final int TAGS_MAX = 50;

  /** Source: ACM User Guide, "Quotas": domain names for each certificate, unless raised. */
  private static final int NAMES_MAX = 10;

  private final World world;
  private final CertificateStore certificates;
  private final CertificateUsers users;
  private final Map<String, String> byToken = new LinkedHashMap<>();

  /**
   * Enters the operations.
   *
   * @param certificates where it keeps them
   * @param users who serves with them
   */
  public CertificateManager(World world, CertificateStore certificates, CertificateUsers users) {
    this.world = world;
    this.certificates = certificates;
    this.users = users;
    world.facts().watch(this::changed);
    enter(world.operations().of(Service.ACM));
  }

  private void enter(Operations.Page page) {
    page.write("RequestCertificate", RequestCertificateRequest::builder, this::request);
    page.read("DescribeCertificate", DescribeCertificateRequest::builder, this::describe);
    page.read("ListCertificates", ListCertificatesRequest::builder, this::list);
    page.write("DeleteCertificate", DeleteCertificateRequest::builder, this::delete);
    page.write("AddTagsToCertificate", AddTagsToCertificateRequest::builder, this::addTags);
    page.write(
        "RemoveTagsFromCertificate", RemoveTagsFromCertificateRequest::builder, this::removeTags);
    page.read("ListTagsForCertificate", ListTagsForCertificateRequest::builder, this::listTags);
  }

  private void changed(Fact fact, boolean holds) {
    if (fact instanceof Fact.CertificateExpired expired) {
      Optional<Instant> at = holds ? Optional.of(world.kernel().now()) : Optional.empty();
      certificates.find(expired.certificateArn()).ifPresent(each -> each.expired(at));
    }
  }

  private RequestCertificateResponse request(RequestCertificateRequest request) {
    Set<String> names = new LinkedHashSet<>();
    names.add(domain(request));
    request.subjectAlternativeNames().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    names.forEach(CertificateManager::checkDomain);
    if (names.size() > NAMES_MAX) {
      throw AcmErrors.tooManyNames(NAMES_MAX);
    }
    Map<String, String> tags = tags(request.tags());
    String token = request.idempotencyToken();
    String known = token == null ? null : byToken.get(token);
    if (known != null && certificates.exists(known)) {
      return RequestCertificateResponse.builder().certificateArn(known).build();
    }
    String arn = world.place().arn(Service.ACM, "certificate/" + world.ids().uuid());
    CertificateRecord certificate = new CertificateRecord(pending(arn, request, names));
    certificate.tags().putAll(tags);
    certificates.add(certificate);
    if (token != null) {
      byToken.put(token, arn);
    }
    world
        .kernel()
        .after(
            world.timings().of(Timing.CERTIFICATE_ISSUE),
            "certificate of " + domain(request) + " is issued",
            () -> certificate.issue(world.kernel().now()));
    return RequestCertificateResponse.builder().certificateArn(arn).build();
  }

  /** Names are kept in lower case. */
  private static String domain(RequestCertificateRequest request) {
    return request.domainName().toLowerCase(Locale.ROOT);
  }

  private static void checkDomain(String name) {
    if (!DOMAIN.matcher(name).matches() || name.length() > 253) {
      throw AcmErrors.domainNameInvalid(name);
    }
  }

  private CertificateDetail pending(
      String arn, RequestCertificateRequest request, Set<String> names) {
    ValidationMethod method =
        request.validationMethod() == null ? ValidationMethod.DNS : request.validationMethod();
    List<DomainValidation> validations = new ArrayList<>();
    for (String name : names) {
      validations.add(
          DomainValidation.builder()
              .domainName(name)
              .validationDomain(name)
              .validationMethod(method)
              .validationStatus(DomainStatus.PENDING_VALIDATION)
              .resourceRecord(method == ValidationMethod.DNS ? record(name) : null)
              .build());
    }
    return CertificateDetail.builder()
        .certificateArn(arn)
        .domainName(domain(request))
        .subjectAlternativeNames(names)
        .domainValidationOptions(validations)
        .subject("CN=" + domain(request))
        .status(CertificateStatus.PENDING_VALIDATION)
        .type(CertificateType.AMAZON_ISSUED)
        .keyAlgorithm(
            request.keyAlgorithm() == null ? KeyAlgorithm.RSA_2048 : request.keyAlgorithm())
        .signatureAlgorithm("SHA256WITHRSA")
        .createdAt(world.kernel().now())
        .options(
            CertificateOptions.builder()
                .certificateTransparencyLoggingPreference(
                    CertificateTransparencyLoggingPreference.ENABLED)
                .build())
        .build();
  }

  private ResourceRecord record(String name) {
    String domain = name.startsWith("*.") ? name.substring(2) : name;
    return ResourceRecord.builder()
        .name("_" + world.ids().hex(32) + "." + domain + ".")
        .type(RecordType.CNAME)
        .value("_" + world.ids().hex(32) + ".acm-validations.aws.")
        .build();
  }

  /** Whether this is the ARN of a certificate of this service. */
  static boolean isArn(String arn) {
    return ARN.matcher(arn).matches();
  }

  private DescribeCertificateResponse describe(DescribeCertificateRequest request) {
    CertificateRecord certificate = certificate(request.certificateArn());
    return DescribeCertificateResponse.builder()
        .certificate(certificate.describe(users.of(certificate.arn())))
        .build();
  }

  private ListCertificatesResponse list(ListCertificatesRequest request) {
    List<CertificateStatus> wanted = request.certificateStatuses();
    List<CertificateSummary> all =
        certificates.all().stream()
            .filter(c -> wanted.isEmpty() || wanted.contains(c.status()))
            .map(c -> c.summarise(users.of(c.arn())))
            .toList();
    Page<CertificateSummary> page =
        Page.cut(all, request.nextToken(), request.maxItems(), AcmErrors.INVALID_NEXT_TOKEN);
    return ListCertificatesResponse.builder()
        .certificateSummaryList(page.items())
        .nextToken(page.next())
        .build();
  }

  private DeleteCertificateResponse delete(DeleteCertificateRequest request) {
    CertificateRecord certificate = certificate(request.certificateArn());
    if (!users.of(certificate.arn()).isEmpty()) {
      throw AcmErrors.certificateInUse(certificate.arn(), world.place().account());
    }
    certificates.remove(certificate);
    return DeleteCertificateResponse.builder().build();
  }

  private AddTagsToCertificateResponse addTags(AddTagsToCertificateRequest request) {
    CertificateRecord certificate = certificate(request.certificateArn());
    Map<String, String> tags = new LinkedHashMap<>(certificate.tags());
    tags.putAll(tags(request.tags()));
    if (tags.size() > TAGS_MAX) {
      throw AcmErrors.tagLimitExceeded();
    }
    certificate.tags().putAll(tags);
    return AddTagsToCertificateResponse.builder().build();
  }

  /** A tag with a value is removed only where it has that value. */
  private RemoveTagsFromCertificateResponse removeTags(RemoveTagsFromCertificateRequest request) {
    CertificateRecord certificate = certificate(request.certificateArn());
    for (Tag tag : request.tags()) {
      if (tag.value() == null || tag.value().equals(certificate.tags().get(tag.key()))) {
        certificate.tags().remove(tag.key());
      }
    }
    return RemoveTagsFromCertificateResponse.builder().build();
  }

  private ListTagsForCertificateResponse listTags(ListTagsForCertificateRequest request) {
    List<Tag> tags =
        certificate(request.certificateArn()).tags().entrySet().stream()
            .map(e -> Tag.builder().key(e.getKey()).value(e.getValue()).build())
            .toList();
    return ListTagsForCertificateResponse.builder().tags(tags).build();
  }

  private static Map<String, String> tags(List<Tag> wanted) {
    Map<String, String> tags = new LinkedHashMap<>();
    wanted.forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
    if (tags.size() > TAGS_MAX) {
      throw AcmErrors.tagLimitExceeded();
    }
    return tags;
  }

  private CertificateRecord certificate(@Nullable String arn) {
    if (arn == null || !isArn(arn)) {
      throw AcmErrors.invalidArn(String.valueOf(arn));
    }
    return certificates
        .find(arn)
        .orElseThrow(() -> AcmErrors.certificateNotFound(arn, world.place().account()));
  }
}
