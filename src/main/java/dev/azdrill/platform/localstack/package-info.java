/** The platform LocalStack: started in a container through Testcontainers, or a running one. */
@NullMarked
package dev.azdrill.platform.localstack;

import org.jspecify.annotations.NullMarked;
