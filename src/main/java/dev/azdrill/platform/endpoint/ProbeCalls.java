package dev.azdrill.platform.endpoint;

import dev.azdrill.session.PermittedCalls;

/** What a {@link Probe} makes and removes again. */
final class ProbeCalls {
  static final PermittedCalls ALL =
      PermittedCalls.of(
          "the probes of an endpoint",
          "acm:DeleteCertificate",
          "acm:RequestCertificate",
          "autoscaling:CreateLaunchConfiguration",
          "autoscaling:DeleteLaunchConfiguration",
          "cloudwatch:DeleteAlarms",
          "cloudwatch:PutMetricAlarm",
          "ec2:CreateSubnet",
          "ec2:CreateVpc",
          "ec2:DeleteSubnet",
          "ec2:DeleteVpc",
          "elasticloadbalancing:CreateTargetGroup",
          "elasticloadbalancing:DeleteTargetGroup",
          "rds:CreateDBSubnetGroup",
          "rds:DeleteDBSubnetGroup",
          "wafv2:CreateWebACL",
          "wafv2:DeleteWebACL");

  private ProbeCalls() {}
}
