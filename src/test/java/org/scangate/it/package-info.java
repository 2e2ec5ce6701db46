/**
 * Tests of the built WAR on a real server, which the Maven profile chooses. Those with the tag
 * {@code portable} must pass on every server, with {@code browser} on Payara Micro and on WildFly,
 * the others run on Payara Micro.
 */
package org.scangate.it;
