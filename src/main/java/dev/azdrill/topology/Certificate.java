package dev.azdrill.topology;

import dev.azdrill.text.Printable;
import java.util.regex.Pattern;

/** Where the certificate of the load balancer comes from. */
public sealed interface Certificate {
  /** The certificate as one line of a blueprint says it. */
  String words();

  /**
   * One that exists in ACM: who provisions neither makes nor deletes it.
   *
   * <p>Source of the form: AWS Certificate Manager API Reference, "DescribeCertificate":
   * CertificateArn.
   *
   * @param arn {@code arn:aws:acm:eu-west-2:123456789012:certificate/...}
   */
  record Existing(String arn) implements Certificate {
    private static final Pattern ARN =
        Pattern.compile("arn:aws:acm:[a-z0-9-]+:\\d{12}:certificate/[\\w+=,.@-]+");
    private static final int LENGTH_MAX = 2048;

    /** Its place between the colons. */
    private static final int REGION = 3;

    /**
     * @throws BlueprintException when it is not the ARN of a certificate
     */
    public Existing {
      if (arn.length() > LENGTH_MAX || !ARN.matcher(arn).matches()) {
        throw new BlueprintException(
            "arn",
            "the ARN of an ACM certificate",
            Printable.quoted(arn),
            "copy it from ACM: arn:aws:acm:REGION:ACCOUNT:certificate/ID");
      }
    }

    /** The region in which it is: load balancers of other regions cannot use it. */
    String region() {
      return arn.split(":", -1)[REGION];
    }

    @Override
    public String words() {
      return arn;
    }
  }

  /**
   * One to be requested from ACM for a domain, and deleted with the stack.
   *
   * <p>The simulator issues it by itself. On AWS it stays pending until its owner proves the domain
   * in DNS, and no listener serves with a pending one: there, give an existing one.
   *
   * <p>Source of the limits: AWS Certificate Manager API Reference, "RequestCertificate":
   * DomainName. The first name of a certificate has at most 64 octets, and each of its labels at
   * most 63 (RFC 1035).
   */
  record Requested(String domain) implements Certificate {
    private static final Pattern DOMAIN =
        Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}");
    private static final int LENGTH_MAX = 64;

    /**
     * @throws BlueprintException when it is not a domain name
     */
    public Requested {
      Require.text(
          "domain", DOMAIN, LENGTH_MAX, domain, "a domain name in lower case", "shop.example.com");
    }

    @Override
    public String words() {
      return "requested for " + domain;
    }
  }
}
