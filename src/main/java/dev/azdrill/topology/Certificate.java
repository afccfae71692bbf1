package dev.azdrill.topology;

import java.util.regex.Pattern;

/** Where the certificate of the load balancer comes from. */
public sealed interface Certificate {
  /** The certificate as one line of a blueprint says it. */
  String words();

  /**
   * One that exists in ACM: who provisions neither makes nor deletes it.
   *
   * @param arn {@code arn:aws:acm:eu-west-2:123456789012:certificate/...}
   */
  record Existing(String arn) implements Certificate {
    private static final Pattern ARN =
        Pattern.compile("arn:[a-z-]+:acm:[a-z0-9-]+:\\d{12}:certificate/\\S+");

    /**
     * @throws BlueprintException when it is not the ARN of a certificate
     */
    public Existing {
      if (!ARN.matcher(arn).matches()) {
        throw new BlueprintException(
            "arn",
            "the ARN of an ACM certificate",
            "'" + arn + "'",
            "copy it from ACM: arn:aws:acm:REGION:ACCOUNT:certificate/ID");
      }
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
   */
  record Requested(String domain) implements Certificate {
    private static final Pattern DOMAIN =
        Pattern.compile("(\\*\\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");

    /**
     * @throws BlueprintException when it is not a domain name
     */
    public Requested {
      if (!DOMAIN.matcher(domain).matches()) {
        throw new BlueprintException(
            "domain",
            "a domain name in lower case",
            "'" + domain + "'",
            "write one such as shop.example.com");
      }
    }

    @Override
    public String words() {
      return "requested for " + domain;
    }
  }
}
