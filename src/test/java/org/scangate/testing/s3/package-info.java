/**
 * S3 and SQS servers for tests, all on loopback: {@link org.scangate.testing.s3.LocalS3} within the
 * JVM, a real {@link org.scangate.testing.s3.Ceph} where Debian's packages are installed, a {@link
 * org.scangate.testing.s3.Queue}, and a {@link org.scangate.testing.s3.FaultyGate} to stand before
 * a server and let it fail as S3 does.
 *
 * <p>Nothing of Scangate's own is used here. Each server tells what it does otherwise than AWS.
 */
package org.scangate.testing.s3;
