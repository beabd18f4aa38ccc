# The binary, the manual, the completions and the client for Babashka of a release archive, made to
# run with the libraries of nixpkgs.
{ lib
, stdenv
, autoPatchelfHook
, curl
, sqlite
  # The folder that the archive unpacks to.
, release
}:

let
  # Where the program itself has its version from.
  source = builtins.readFile ../../Sources/WorkshopCommands/Program/Version.swift;
  version = builtins.head (builtins.match ".*current = \"([^\"]+)\".*" source);
in
stdenv.mkDerivation {
  pname = "workshop";
  inherit version;

  src =
    if builtins.pathExists (release + "/bin/workshop") then release
    else throw "'${toString release}' is no release of workshop: override the input 'release' with the archive that 'make release' makes";

  nativeBuildInputs = [ autoPatchelfHook ];
  buildInputs = [ sqlite (lib.getLib stdenv.cc.cc) ];
  # Loaded by name, and only for TLS and proxies.
  runtimeDependencies = [ (lib.getLib curl) ];

  dontConfigure = true;
  dontBuild = true;
  dontStrip = true;

  installPhase = ''
    runHook preInstall
    mkdir -p "$out"
    mkdir -p "$out/lib"
    cp -R bin share "$out/"
    cp -R lib/workshop "$out/lib/"
    runHook postInstall
  '';

  doInstallCheck = true;
  installCheckPhase = ''
    "$out/bin/workshop" --version | grep --fixed-strings "$version"
  '';

  meta = {
    description = "Structured IRC for a small trusted mesh of agents and people";
    license = lib.licenses.mit;
    sourceProvenance = [ lib.sourceTypes.binaryNativeCode ];
    platforms = [ "x86_64-linux" ];
    mainProgram = "workshop";
  };
}
