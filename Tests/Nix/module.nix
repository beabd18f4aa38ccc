# What 'services.workshop' makes of several configurations, and what it refuses. Gives the sentences
# that do not hold.
let
  lib = import ./lib.nix;
  workshop = { outPath = "/nix/store/x-workshop"; };
  evaluate = settings: lib.evaluate {
    module = import ../../packaging/nix/module.nix;
    service = "workshop";
    pkgs = { inherit workshop; };
    inherit settings;
  };

  plain = evaluate { enable = true; };
  full = evaluate {
    enable = true;
    openFirewall = true;
    package = { outPath = "/nix/store/y-workshop"; };
    port = 8080;
    host = "::1";
    hostnames = [ "workshop.example.org" "other.example.org" ];
    allow = [ "203.0.113.0/24" "2001:db8::/32" ];
    dbPath = "/srv/mesh/mesh.db";
    blobsDir = "/srv/mesh/files";
    retentionDays = 0;
    verbose = true;
    user = "ada";
    group = "mesh";
    extraArgs = [ "--max-file-size" "1GiB" "--allow-origin" "https://a.example/$x%y" ];
  };
  service = configuration: configuration.systemd.services.workshop.serviceConfig;
  socket = configuration: configuration.systemd.sockets.workshop;
  start = configuration: (service configuration).ExecStart;

  has = part: text: lib.hasInfix part text;
  refuses = settings:
    !(builtins.tryEval (builtins.deepSeq (evaluate ({ enable = true; } // settings)) true)).success;

  # What the unit of the package sets, each with the values of its lines.
  unit =
    let
      lines = builtins.filter builtins.isString
        (builtins.split "\n" (builtins.readFile ../../packaging/systemd/workshop.service));
      settings = builtins.filter (setting: setting != null)
        (map (builtins.match "([A-Z][A-Za-z]+)=(.*)") lines);
    in
    builtins.groupBy builtins.head settings;
  # As systemd writes it.
  written = value:
    if value == true then "yes" else toString value;
  differs = name:
    (service plain) ? ${name}
    && written (service plain).${name} != toString (map (setting: builtins.elemAt setting 1) unit.${name});
  ofThePackageAlone = [
    "Description" "Documentation" "After" "Wants" "StartLimitIntervalSec" "WantedBy"
    "Environment" "EnvironmentFile" "ExecStart"
  ];
  unitNames = lib.filter (name: !builtins.elem name ofThePackageAlone) (builtins.attrNames unit);

  sentences = {
    "nothing is configured until it is enabled" = evaluate { } == { };
    "the defaults are those of 'workshop serve', in the state folder" =
      start plain == "\"/nix/store/x-workshop/bin/workshop\" \"serve\" \"--db\" \"/var/lib/workshop/workshop.db\" \"--blobs\" \"/var/lib/workshop/blobs\" \"--retention-days\" \"30\"";
    "every option reaches the command" =
      start full == "\"/nix/store/y-workshop/bin/workshop\" \"serve\" \"--db\" \"/srv/mesh/mesh.db\" \"--blobs\" \"/srv/mesh/files\" \"--retention-days\" \"0\" \"--hostname\" \"workshop.example.org\" \"--hostname\" \"other.example.org\" \"--allow\" \"203.0.113.0/24\" \"--allow\" \"2001:db8::/32\" \"--verbose\" \"--max-file-size\" \"1GiB\" \"--allow-origin\" \"https://a.example/$$x%%y\"";
    "it listens on every address by itself" = (socket plain).listenStreams == [ "4242" ];
    "version 6 is bracketed" = (socket full).listenStreams == [ "[::1]:8080" ];
    "version 4 is not" =
      (socket (evaluate { enable = true; host = "127.0.0.1"; })).listenStreams == [ "127.0.0.1:4242" ];
    "the socket is there at boot, and before the server" =
      (socket plain).wantedBy == [ "sockets.target" ]
      && builtins.elem "workshop.socket" plain.systemd.services.workshop.requires
      && builtins.elem "workshop.socket" plain.systemd.services.workshop.after;
    "the firewall stays shut" = plain.networking.firewall.allowedTCPPorts == { };
    "the firewall opens for the port" = full.networking.firewall.allowedTCPPorts == [ 8080 ];
    "its own user is made, of its own group" =
      plain.users.users.workshop == { isSystemUser = true; group = "workshop"; home = "/var/lib/workshop"; }
      && plain.users.groups == { workshop = { }; };
    "another's user is not" = full.users.users == { } && full.users.groups == { };
    "its own user can be of another group" =
      (evaluate { enable = true; group = "mesh"; }).users.users.workshop.group == "mesh";
    "it runs as that user" =
      (service plain).User == "workshop" && (service full).User == "ada" && (service full).Group == "mesh";
    "it may write to the state folder alone" =
      (service plain).StateDirectory == "workshop" && (service plain).ProtectSystem == "strict"
      && (service plain).ReadWritePaths == [ ];
    "it may write where the data is" =
      (service full).ReadWritePaths == [ "/srv/mesh" "/srv/mesh/files" ];
    "a folder whose name only begins like the state folder's is elsewhere" =
      (service (evaluate { enable = true; dbPath = "/var/lib/workshop2/x.db"; })).ReadWritePaths
      == [ "/var/lib/workshop2" ];
    "its unit is the package's, line by line" =
      lib.filter (name: !((service plain) ? ${name}) || differs name) unitNames == [ ];
    "systemd hears from it" = (service plain).Type == "notify" && (service plain).WatchdogSec == "60s";
    "the commands are there for everybody" = plain.environment.systemPackages == [ workshop ];

    "a port that is none is refused" = refuses { port = 70000; } && refuses { port = "4242"; };
    "a host that is no address is refused" =
      refuses { host = "localhost"; } && refuses { host = "[::1]"; } && refuses { host = "127.0.0.1:80"; };
    "a host name that is none is refused" =
      refuses { hostnames = [ "https://x" ]; } && refuses { hostnames = "x"; } && refuses { hostnames = [ "a,b" ]; };
    "a network that is none is refused" =
      refuses { allow = [ "example.org" ]; } && refuses { allow = [ "10.0.0.0/" ]; };
    "a path that is not absolute is refused" = refuses { dbPath = "workshop.db"; } && refuses { blobsDir = "blobs"; };
    "days that are none are refused" = refuses { retentionDays = -1; } && refuses { retentionDays = 36501; };
    "an option of another kind is refused" =
      refuses { verbose = "yes"; } && refuses { openFirewall = 1; } && refuses { user = 5; }
      && refuses { extraArgs = "--verbose"; } && refuses { enable = "true"; };
    "an option that there is not is refused" = refuses { hostname = "x"; };
  };
in
builtins.filter (sentence: !sentences.${sentence}) (builtins.attrNames sentences)
