/**
 * The platform that is any AWS-compatible URL: asked what it can do, completed where it lacks, and
 * called silent when it no longer answers.
 */
@NullMarked
package dev.azdrill.platform.endpoint;

import org.jspecify.annotations.NullMarked;
