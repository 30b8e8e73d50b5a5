/** The part of pandoc-wasm that we use. It comes without types. */
declare module "pandoc-wasm" {
  export interface Warning {
    readonly type: string;
    readonly verbosity: "ERROR" | "WARNING" | "INFO" | "DEBUG";
    /** For people. */
    readonly pretty: string;
    /** What could not be loaded, as the document names it. */
    readonly path?: string;
  }

  export interface Conversion {
    readonly stdout: string;
    readonly stderr: string;
    readonly warnings: readonly Warning[];
    readonly files: Readonly<Record<string, string | Blob>>;
    readonly mediaFiles: Readonly<Record<string, Blob>>;
  }

  export function convert(
    options: Readonly<Record<string, unknown>>,
    stdin: string | null,
    files: Readonly<Record<string, string | Blob>>,
  ): Promise<Conversion>;

  export function query(options: { readonly query: "input-formats" | "output-formats" }): readonly string[];
}
