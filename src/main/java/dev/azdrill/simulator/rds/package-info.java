/**
 * Amazon RDS: DB subnet and parameter groups, PostgreSQL DB instances with and without a standby,
 * their events, and how they fail over. It stands in networks that may be a foreign EC2's, through
 * the port {@code Networking}.
 *
 * <p>No password is kept: where RDS manages it, a DB instance shows the ARN of a secret that does
 * not exist, and a password that a caller sends is forgotten as it is read.
 */
@NullMarked
package dev.azdrill.simulator.rds;

import org.jspecify.annotations.NullMarked;
