#!/bin/bash
# A replay spread over a Slurm array: a task a shard, at most four at once.
#   replay=$(sbatch --parsable slurm-array.sh)
#   sbatch --dependency=afterok:$replay --cpus-per-task=2 --mem=4G --wrap \
#     'shadowbench merge "$HOME"/reports/shard-*-of-8 --out "$HOME"/reports/whole && shadowbench run "$HOME"/reports/whole --resume'
# A task that was stopped goes on where it was: sbatch --array=3 slurm-array.sh. The number of shards stands in two
# places, --array and SHARDS, because a single task that is sent again would count one. A limit in a contract
# (replay.rate_limit) is held by each task by itself: divide it by the tasks at once.
#SBATCH --job-name=shadowbench
#SBATCH --array=1-8%4
#SBATCH --cpus-per-task=1
#SBATCH --mem=2G
#SBATCH --time=08:00:00
#SBATCH --signal=B:TERM@60
#SBATCH --output=shadowbench-%A-%a.log
set -euo pipefail

SHARDS=8
SCENARIO="${SCENARIO:-$HOME/scenario.yaml}"
REPORTS="${REPORTS:-$HOME/reports}"
SHARD="$SLURM_ARRAY_TASK_ID"

# The engine's key comes from a file that only you can read, never from this script.
if [ -r "$HOME/.shadowbench-key" ]; then VENDOR_A_KEY="$(cat "$HOME/.shadowbench-key")" && export VENDOR_A_KEY; fi

exec shadowbench replay "$SCENARIO" --shard "$SHARD/$SHARDS" --out "$REPORTS/shard-$SHARD-of-$SHARDS" --resume
