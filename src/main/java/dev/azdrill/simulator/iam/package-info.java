/**
 * AWS Identity and Access Management, as far as instances are given roles: roles, policies and
 * instance profiles, with IAM's own refusals.
 *
 * <p>Permissions are not evaluated. A policy is checked to be one, kept and described; nobody is
 * allowed or denied anything by it, here or in any other service of the region, and no program runs
 * on an instance that could use its role. Whoever calls is always the same user, who may do
 * everything. That an instance profile exists and has a role matters to EC2, and nothing else of
 * IAM does.
 *
 * <p>What is made is there at once, while AWS takes some seconds until other services see it. A
 * twin's IAM is empty: nobody describes it. EC2 takes the instance profiles that its instances and
 * launch templates name to exist there.
 */
@NullMarked
package dev.azdrill.simulator.iam;

import org.jspecify.annotations.NullMarked;
