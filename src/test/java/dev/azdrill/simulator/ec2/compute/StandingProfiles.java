package dev.azdrill.simulator.ec2.compute;

import dev.azdrill.session.AwsSession;
import software.amazon.awssdk.services.iam.IamClient;

/** Instance profiles for instances to be launched with. */
public final class StandingProfiles {
  private static final String TRUST =
      "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\", \"Principal\":"
          + " {\"Service\": \"ec2.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}";

  private StandingProfiles() {}

  /** Makes one with a role of the same name. */
  public static void make(AwsSession aws, String path, String name) {
    IamClient iam = aws.iam();
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUST));
    iam.createInstanceProfile(r -> r.path(path).instanceProfileName(name));
    iam.addRoleToInstanceProfile(r -> r.instanceProfileName(name).roleName(name));
  }

  /** Takes it away again, whatever carries it. */
  public static void remove(AwsSession aws, String name) {
    aws.iam().removeRoleFromInstanceProfile(r -> r.instanceProfileName(name).roleName(name));
    aws.iam().deleteInstanceProfile(r -> r.instanceProfileName(name));
  }
}
