package org.scangate.moodle;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;

/** Everything below the context root, so that every path answers as the API does. */
@ApplicationPath("/")
public class RestApplication extends Application {}
