package dev.azdrill;

import org.junit.platform.suite.api.IncludeEngines;
import org.junit.platform.suite.api.SelectDirectories;
import org.junit.platform.suite.api.Suite;

/** Runs every feature of {@code features/}. */
@Suite
@IncludeEngines("cucumber")
@SelectDirectories("features")
class FeaturesIT {}
