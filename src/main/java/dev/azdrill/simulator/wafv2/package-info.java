/**
 * AWS WAF: regional web ACLs in front of load balancers, the rate rules that they enforce, and the
 * sets of addresses that their statements refer to.
 */
@NullMarked
package dev.azdrill.simulator.wafv2;

import org.jspecify.annotations.NullMarked;
