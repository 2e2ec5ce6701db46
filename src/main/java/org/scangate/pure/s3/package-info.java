/**
 * Pure's files in a bucket of S3, or of anything that speaks its protocol: objects, and verdicts as
 * their tags.
 *
 * <p>The SDK's types never leave here. Nothing is written to an object whose tags could not be read
 * just before; what is written goes to the version that was read, or is taken back.
 */
package org.scangate.pure.s3;
