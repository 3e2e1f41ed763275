(** * Paper: where the printed theorems fail.

    Each theorem here refutes one reading of the paper's Theorem 1 or Theorem 2. *)

From Coq Require Import Reals Lra Lia Psatz.
From AEED Require Import Sequences Step Entropy Collapse Origin Clip.
Open Scope R_scope.

(** ** Theorem 1 *)

(** Read as a <= w_t for some a > 0, without the clip, it is false for every entropy
    sequence and all parameters, however small eta is. *)
Theorem theorem_1_false_interval : forall eta gamma beta L first w0 H,
  0 < eta -> 0 < gamma -> 0 <= beta < 1 -> 0 <= first <= L -> (forall t, 0 <= H t <= L) ->
  ~ exists a, 0 < a /\ forall t, a <= width eta gamma w0 (flow beta first H) t.
Proof.
  intros eta gamma beta L first w0 H He Hg Hb Hf HH (a & Ha & Hw).
  assert (P : forall t, 0 < width eta gamma w0 (flow beta first H) t)
    by (intro t; specialize (Hw t); lra).
  destruct (universal_collapse eta gamma beta L first w0 H He Hg Hb P Hf HH a Ha) as [N HN].
  specialize (HN N (le_n N)). specialize (Hw N). unfold R_dist in HN.
  rewrite Rminus_0_r, Rabs_right in HN; lra.
Qed.

(** Read with any eta it is false: at eta = 3 and the paper's gamma and beta the
    entropies L, 0 make w_0 = 1 negative in one step, for every L >= 4. *)
Theorem theorem_1_false_large_eta : forall L, 4 <= L ->
  let H := fun _ : nat => 0 in
  width 3 (1 / 20) 1 (flow (9 / 10) L H) 1 < 0.
Proof. intros L HL H. unfold H, flow. simpl. unfold step. lra. Qed.

(** ** Theorem 2 *)

(** The origin is not globally attractive: for constant entropies every start below 0
    or above 1/(eta gamma) leads to -infinity, for all parameters. *)
Theorem theorem_2_false_global : forall eta gamma beta h w0,
  0 < eta -> 0 < gamma -> 0 <= beta < 1 -> w0 < 0 \/ 1 / (eta * gamma) < w0 ->
  cv_infty (fun t => - width eta gamma w0 (flow beta h (fun _ => h)) t).
Proof.
  intros eta gamma beta h w0 He Hg Hb Hw.
  assert (E : forall t, flow beta h (fun _ => h) t = beta ^ t * 0).
  { intro t. unfold flow. rewrite settled_flow by reflexivity. simpl. ring. }
  assert (B : -1 < eta * 0 <= basin_flow_limit beta)
    by (pose proof (basin_flow_limit_nonnegative beta Hb); lra).
  destruct (basin_exact eta gamma beta He Hg Hb 0 w0 B) as (_ & _ & Out).
  rewrite Rmult_0_r, Rplus_0_r in Out. intro m. destruct (Out ltac:(lra) m) as [N HN].
  exists N. intros t Ht. rewrite (width_ext _ _ _ _ _ E). apply HN, Ht.
Qed.

(** The flow does not vanish when the entropies keep moving: 0, L, 0, L, … *)
Theorem theorem_2_false_moving : forall beta L, 0 <= beta < 1 -> 0 < L ->
  let H := fun t => if Nat.even t then L else 0 in
  ~ Un_cv (flow beta 0 H) 0.
Proof.
  intros beta L Hb HL H Hc. apply (flow_vanishes_iff beta 0 H Hb) in Hc.
  destruct (Hc L HL) as [N HN]. specialize (HN N (le_n N)). unfold R_dist, H in HN.
  rewrite Nat.even_succ, <- Nat.negb_even in HN. apply Rabs_def2 in HN.
  destruct (Nat.even N); simpl in HN; lra.
Qed.

(** With the clip no weight ever tends to 0, whatever the law does: Theorem 2 with the
    clip is false, and contradicts Theorem 1 with the clip. *)
Theorem theorem_2_false_clipped : forall low high w0 law, 0 < low -> low <= high ->
  ~ Un_cv (clipped low high w0 law) 0.
Proof.
  intros low high w0 law Hl Hh Hc. destruct (Hc low Hl) as [N HN].
  specialize (HN (S N) ltac:(lia)). unfold R_dist in HN. rewrite Rminus_0_r in HN.
  destruct (proj1 (clip_invariant low high w0 law Hh) N) as [Hlo _].
  rewrite Rabs_right in HN; lra.
Qed.
