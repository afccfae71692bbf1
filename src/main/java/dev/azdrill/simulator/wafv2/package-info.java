/** AWS WAF: regional web ACLs in front of load balancers, and the rate rules that they enforce. */
@NullMarked
package dev.azdrill.simulator.wafv2;

import org.jspecify.annotations.NullMarked;
