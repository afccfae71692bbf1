/** The target LocalStack: started in a container through Testcontainers, or a running one. */
@NullMarked
package dev.azdrill.target.localstack;

import org.jspecify.annotations.NullMarked;
