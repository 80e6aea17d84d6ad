import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { TlsSpec } from "../../domain/engine-spec.ts";
import { HarnessError } from "../../errors.ts";

/** PEM texts. Without `ca` Node.js's own certificate authorities are trusted, with it these alone. */
export interface TlsFiles {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

type TlsKey = keyof TlsFiles;

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

function refuse(key: TlsKey, file: string | undefined, what: string, hint: string): HarnessError {
  const where = file === undefined ? {} : { where: { file } };
  return new HarnessError("engine-unusable", `engine.tls.${key} ${what}`.slice(0, 120), { hint, ...where });
}

function describeReadError(thrown: unknown): string {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : null;
  if (code === "ENOENT") return "names a file that is not there";
  return code === "EACCES" ? "names a file that may not be read" : "names a file that cannot be read";
}

async function readPem(key: TlsKey, file: string, folder: string): Promise<string> {
  try {
    return await readFile(resolve(folder, file), "utf8");
  } catch (thrown) {
    const hint = "paths under engine.tls are relative to the scenario's folder";
    throw refuse(key, file, describeReadError(thrown), hint);
  }
}

/** The first certificate of `pem`; every one of them is parsed. */
function checkCertificates(key: TlsKey, file: string, pem: string): X509Certificate {
  try {
    const [first, ...others] = pem.match(certificate) ?? [];
    if (first === undefined) throw new Error("no certificate");
    for (const other of others) new X509Certificate(other);
    return new X509Certificate(first);
  } catch {
    const hint = "it must hold -----BEGIN CERTIFICATE-----; openssl x509 -in FILE -out FILE.pem converts it";
    throw refuse(key, file, "is not a certificate in PEM form", hint);
  }
}

function checkKey(file: string, pem: string): KeyObject {
  if (/ENCRYPTED/.test(pem)) {
    throw refuse(
      "key",
      file,
      "is locked with a passphrase",
      "openssl pkey -in FILE -out FILE.pem unlocks it",
    );
  }
  try {
    return createPrivateKey(pem);
  } catch {
    throw refuse("key", file, "is not a private key in PEM form", "it must hold -----BEGIN PRIVATE KEY-----");
  }
}

function checkPair({ cert, key }: TlsSpec): void {
  const hint = "a client certificate needs both engine.tls.cert and engine.tls.key";
  if (cert !== undefined && key === undefined)
    throw refuse("cert", cert, "stands without engine.tls.key", hint);
  if (key !== undefined && cert === undefined)
    throw refuse("key", key, "stands without engine.tls.cert", hint);
}

async function readClientPair(certFile: string, keyFile: string, folder: string): Promise<TlsFiles> {
  const cert = await readPem("cert", certFile, folder);
  const key = await readPem("key", keyFile, folder);
  const first = checkCertificates("cert", certFile, cert);
  if (!first.checkPrivateKey(checkKey(keyFile, key))) {
    const hint = "name the key that the certificate was made for; the client's own certificate stands first";
    throw refuse("key", keyFile, "does not belong to engine.tls.cert", hint);
  }
  return { cert, key };
}

async function readAuthority(file: string, folder: string): Promise<TlsFiles> {
  const ca = await readPem("ca", file, folder);
  checkCertificates("ca", file, ca);
  return { ca };
}

/**
 * Reads the PEM files of `engine.tls`, relative to the scenario's `folder`. Throws HarnessError `engine-unusable` that
 * names key and file where one is missing, cannot be read, is not PEM, or stands without its other half.
 */
export async function readTlsFiles(spec: TlsSpec, url: URL, folder: string): Promise<TlsFiles> {
  if (url.protocol !== "https:") {
    throw new HarnessError("engine-unusable", "engine.tls is given, but engine.url is not https", {
      hint: "write engine.url with https, or leave engine.tls out",
    });
  }
  checkPair(spec);
  const authority = spec.ca === undefined ? {} : await readAuthority(spec.ca, folder);
  const { cert, key } = spec;
  const pair = cert === undefined || key === undefined ? {} : await readClientPair(cert, key, folder);
  return { ...authority, ...pair };
}
