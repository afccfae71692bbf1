/**
 * The contract: what AWS does, in sentences that run against any subject. A sentence that does not
 * hold on one is listed in {@code deviations.yaml} with a reason, and only as long as it does not.
 */
package dev.azdrill.contract;
