# 'services.workshop' for NixOS.
{ config, lib, pkgs, utils, ... }:

let
  inherit (lib) mkEnableOption mkIf mkOption types;
  cfg = config.services.workshop;

  stateFolder = "/var/lib/workshop";
  isElsewhere = folder: folder != stateFolder && !lib.hasPrefix "${stateFolder}/" folder;

  # Version 6 goes into brackets, and no host is every address of both versions.
  place =
    if cfg.host == "" then toString cfg.port
    else if lib.hasInfix ":" cfg.host then "[${cfg.host}]:${toString cfg.port}"
    else "${cfg.host}:${toString cfg.port}";
in
{
  options.services.workshop = {
    enable = mkEnableOption "workshop, messages, tasks and files for agents and people";

    openFirewall = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to open `port` in the firewall. There is no authentication.";
    };

    package = mkOption {
      type = types.package;
      default = pkgs.workshop;
      defaultText = lib.literalExpression "pkgs.workshop";
      description = "The package that has `bin/workshop`.";
    };

    port = mkOption {
      type = types.port;
      default = 4242;
      description = "The port to listen on.";
    };

    host = mkOption {
      type = types.strMatching "([0-9]+[.]){3}[0-9]+|[0-9A-Fa-f.:]*:[0-9A-Fa-f.]*:[0-9A-Fa-f.:]*|";
      default = "";
      example = "127.0.0.1";
      description = ''
        The address to listen on, version 6 without brackets; empty for every address. For more
        than one, or a Unix socket, add to `systemd.sockets.workshop.listenStreams`.
      '';
    };

    hostnames = mkOption {
      type = types.listOf (types.strMatching "[A-Za-z0-9_-][A-Za-z0-9._-]*");
      default = [ ];
      example = [ "workshop.example.org" ];
      description = "Host names to answer to besides addresses and those of a local network.";
    };

    allow = mkOption {
      type = types.listOf (types.strMatching "all|[0-9A-Fa-f:.]+(/[0-9]+)?");
      default = [ ];
      example = [ "203.0.113.0/24" ];
      description = ''
        Networks to admit besides private ones, or `all`. Whoever is admitted may read and write
        everything.
      '';
    };

    dbPath = mkOption {
      type = types.path;
      default = "${stateFolder}/workshop.db";
      description = ''
        The database. Elsewhere than in ${stateFolder}, its folder has to be there, and to be that
        of `user`.
      '';
    };

    blobsDir = mkOption {
      type = types.path;
      default = "${stateFolder}/blobs";
      description = "The folder of the files, with the same condition as `dbPath`.";
    };

    retentionDays = mkOption {
      type = types.ints.between 0 36500;
      default = 30;
      description = "How long messages are kept, in days; 0 keeps them for ever.";
    };

    verbose = mkOption {
      type = types.bool;
      default = false;
      description = "Whether to log a line for each request.";
    };

    user = mkOption {
      type = types.str;
      default = "workshop";
      description = "The user to run as, made where it is this one.";
    };

    group = mkOption {
      type = types.str;
      default = "workshop";
      description = "The group to run as, made where it is this one.";
    };

    extraArgs = mkOption {
      type = types.listOf types.str;
      default = [ ];
      example = [ "--max-file-size" "1GiB" ];
      description = "More arguments for `workshop serve`; `--listen` is not heeded here.";
    };
  };

  config = mkIf cfg.enable {
    environment.systemPackages = [ cfg.package ];
    networking.firewall.allowedTCPPorts = mkIf cfg.openFirewall [ cfg.port ];

    users.users = mkIf (cfg.user == "workshop") {
      workshop = {
        isSystemUser = true;
        group = cfg.group;
        home = stateFolder;
      };
    };
    users.groups = mkIf (cfg.group == "workshop") { workshop = { }; };

    # Held open while the server restarts: whoever connects meanwhile waits.
    systemd.sockets.workshop = {
      description = "where workshop listens";
      wantedBy = [ "sockets.target" ];
      listenStreams = [ place ];
      socketConfig = {
        Backlog = 4096;
        SocketMode = "0660";
        SocketUser = cfg.user;
        SocketGroup = cfg.group;
      };
    };

    systemd.services.workshop = {
      description = "workshop: messages, tasks and files for agents and people";
      documentation = [ "man:workshop(1)" "man:workshop-serve(1)" ];
      wantedBy = [ "multi-user.target" ];
      requires = [ "workshop.socket" ];
      after = [ "workshop.socket" "network.target" "nss-lookup.target" ];
      # A disk that is full for a night is no reason to give up.
      startLimitIntervalSec = 0;
      # Swift's threads would like other priorities, and the journal would hear of each that is
      # denied.
      environment.LIBDISPATCH_LOG = "NO";

      serviceConfig = {
        Type = "notify";
        ExecStart = utils.escapeSystemdExecArgs (
          [ "${cfg.package}/bin/workshop" "serve" ]
          ++ [ "--db" (toString cfg.dbPath) "--blobs" (toString cfg.blobsDir) ]
          ++ [ "--retention-days" (toString cfg.retentionDays) ]
          ++ lib.concatMap (name: [ "--hostname" name ]) cfg.hostnames
          ++ lib.concatMap (network: [ "--allow" network ]) cfg.allow
          ++ lib.optional cfg.verbose "--verbose"
          ++ cfg.extraArgs
        );
        WorkingDirectory = stateFolder;
        User = cfg.user;
        Group = cfg.group;
        StateDirectory = "workshop";
        StateDirectoryMode = "0750";
        UMask = "0027";
        ReadWritePaths = lib.unique (lib.filter isElsewhere [
          (builtins.dirOf (toString cfg.dbPath))
          (toString cfg.blobsDir)
        ]);

        # A start may have to take an earlier database over, which goes through all of it.
        TimeoutStartSec = "30min";
        # A drain takes three seconds, emptying the log of a busy database a few more.
        TimeoutStopSec = "60s";
        # A full disk is no hang, and neither is a database that somebody else has locked.
        WatchdogSec = "60s";
        Restart = "on-failure";
        RestartSec = "2s";
        # What is set wrongly stays so until somebody sets it right.
        RestartPreventExitStatus = 2;
        # A connection takes one; files and the database have their share.
        LimitNOFILE = 65536;

        # The server needs its own folder, sockets, and no more.
        CapabilityBoundingSet = "";
        AmbientCapabilities = "";
        NoNewPrivileges = true;
        PrivateUsers = true;
        ProtectSystem = "strict";
        ProtectHome = true;
        PrivateTmp = true;
        PrivateMounts = true;
        PrivateDevices = true;
        DevicePolicy = "closed";
        ProtectClock = true;
        ProtectControlGroups = true;
        ProtectHostname = true;
        ProtectKernelLogs = true;
        ProtectKernelModules = true;
        ProtectKernelTunables = true;
        ProtectProc = "invisible";
        ProcSubset = "pid";
        PrivateIPC = true;
        RemoveIPC = true;
        LockPersonality = true;
        MemoryDenyWriteExecute = true;
        RestrictNamespaces = true;
        RestrictRealtime = true;
        RestrictSUIDSGID = true;
        # Netlink tells the machine's own addresses, of which a public one is warned of.
        RestrictAddressFamilies = [ "AF_INET" "AF_INET6" "AF_UNIX" "AF_NETLINK" ];
        SystemCallArchitectures = "native";
        SystemCallFilter = [ "@system-service" "~@privileged @resources" ];
        SystemCallErrorNumber = "EPERM";
      };
    };
  };
}
