/**
 * AWS Systems Manager, as far as it is needed to find the newest public machine image: the public
 * parameters.
 */
@NullMarked
package dev.azdrill.simulator.ssm;

import org.jspecify.annotations.NullMarked;
