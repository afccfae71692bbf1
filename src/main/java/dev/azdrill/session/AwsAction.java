package dev.azdrill.session;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of AWS's API, named as IAM policies name it: {@code ec2:TerminateInstances}.
 *
 * @param service the prefix of IAM's actions: {@code elasticloadbalancing}
 * @param operation the operation's name in AWS's API
 */
public record AwsAction(String service, String operation) implements Comparable<AwsAction> {
  private static final Pattern FORM = Pattern.compile("([a-z0-9-]+):([A-Z]\\w*)");

  /** What begins so only reads. Whatever does not is taken for a change. */
  private static final Pattern READS = Pattern.compile("(Describe|Get|List)[A-Z0-9]\\w*");

  /** They change nothing that stands there, but whoever has their answer can change more. */
  private static final Set<String> CREDENTIALS =
      Set.of(
          "sts:GetDelegatedAccessToken",
          "sts:GetFederationToken",
          "sts:GetSessionToken",
          "sts:GetWebIdentityToken",
          "ssm:GetAccessToken");

  /**
   * The action of this name.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static AwsAction of(String name) {
    Matcher form = FORM.matcher(name);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "expected an action such as ec2:TerminateInstances, saw '" + name + "'");
    }
    return new AwsAction(form.group(1), form.group(2));
  }

  /** Whether it only reads: every session may do that. */
  public boolean isRead() {
    return READS.matcher(operation).matches() && !CREDENTIALS.contains(toString());
  }

  @Override
  public int compareTo(AwsAction other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return service + ":" + operation;
  }
}
