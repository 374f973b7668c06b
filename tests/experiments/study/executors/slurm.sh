#!/usr/bin/env bash
# A Slurm of one machine, as root: slurm.sh start FOLDER | stop FOLDER. FOLDER gets its state and logs.
# Needs Debian's packages slurm-wlm and munge; neither systemd nor cgroups.
set -euo pipefail
folder=$2
export SLURM_CONF=$folder/slurm.conf

# Another Slurm, or anything else, may have Slurm's own ports
free_port() {
    python3 -c 'import socket; chosen = socket.socket(); chosen.bind(("", 0)); print(chosen.getsockname()[1])'
}

start() {
    mkdir -p "$folder"/state "$folder"/spool /run/munge
    cat > "$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=localhost
SlurmctldPort=$(free_port)
SlurmdPort=$(free_port)
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=sched_interval=1,bf_interval=1
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
NodeName=localhost NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) CPUs=$(nproc) RealMemory=2000 State=UNKNOWN
PartitionName=main Nodes=localhost Default=YES MaxTime=INFINITE State=UP
CONF
    chown munge:munge /run/munge /etc/munge /var/lib/munge /var/log/munge
    if ! munge -n > /dev/null 2>&1; then
        runuser -u munge -- /usr/sbin/munged
        touch "$folder/munged"
    fi
    slurmctld
    slurmd -N localhost
    for _ in $(seq 100); do
        if sinfo -h -o %T | grep -q idle; then return; fi
        sleep 0.1
    done
    sinfo >&2
    return 1
}

stop() {
    # A job that ends when the controller is gone tries for ever to tell it, and slurmd waits for the job
    scancel --user root || true
    for _ in $(seq 100); do
        if [ -z "$(squeue --noheader)" ]; then break; fi
        sleep 0.1
    done
    for name in slurmd slurmctld; do
        if [ -f "$folder/$name.pid" ]; then kill "$(cat "$folder/$name.pid")" || true; fi
    done
    if [ -f "$folder/munged" ]; then kill "$(cat /run/munge/munged.pid)" || true; fi
}

"$1"
