/**
 * The platform that is any AWS-compatible URL: asked what it can do, and completed where it lacks.
 */
@NullMarked
package dev.azdrill.platform.endpoint;

import org.jspecify.annotations.NullMarked;
