/**
 * What is built and shipped: the jars, what is in them, under which licences, and with which
 * versions.
 */
package dev.azdrill.build;
