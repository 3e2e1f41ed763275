(** * Sequences: what the theorems need of real sequences.

    Eventual bounds ([limsup_le], [liminf_ge]), finite sums ([sum_below]), the
    geometric filter, and two facts about [exp].  Nothing here is about the
    controller. *)

From Coq Require Import Reals Lra Lia Psatz.
Open Scope R_scope.

(** ** Vocabulary *)

(** [sum_below n f] is f 0 + … + f (n-1). *)
Fixpoint sum_below (n : nat) (f : nat -> R) : R :=
  match n with O => 0 | S k => sum_below k f + f k end.

(** limsup f <= b: beyond some index f stays below every number above b. *)
Definition limsup_le (f : nat -> R) (b : R) : Prop :=
  forall eps, 0 < eps -> exists N, forall n, (N <= n)%nat -> f n <= b + eps.

(** a <= liminf f. *)
Definition liminf_ge (f : nat -> R) (a : R) : Prop :=
  forall eps, 0 < eps -> exists N, forall n, (N <= n)%nat -> a - eps <= f n.

(** ** Steps *)

Fact abs_between : forall x b, Rabs x <= b <-> - b <= x <= b.
Proof.
  intros x b; split; intro Hx; [|apply Rabs_le; lra].
  pose proof (Rle_abs x). pose proof (Rle_abs (- x)) as Q. rewrite Rabs_Ropp in Q. lra.
Qed.

Fact exp_le : forall x y, x <= y -> exp x <= exp y.
Proof. intros x y [Hlt | ->]; [left; apply exp_increasing, Hlt | right; reflexivity]. Qed.

Fact exp_cancel : forall x, exp (- x) * exp x = 1.
Proof. intro x. rewrite <- exp_plus, Rplus_opp_l. apply exp_0. Qed.

(** 1 + x <= e^x under inversion. *)
Fact exp_neg_le : forall x, 0 <= x -> exp (- x) <= / (1 + x).
Proof.
  intros x Hx. rewrite exp_Ropp. apply Rinv_le_contravar; [lra | apply exp_ineq1_le].
Qed.

Fact sum_below_nonnegative : forall f n, (forall k, 0 <= f k) -> 0 <= sum_below n f.
Proof. intros f n Hf. induction n as [|n IH]; simpl; [lra|]. specialize (Hf n). lra. Qed.

Fact large_index : forall x, exists N, forall n, (N <= n)%nat -> x <= INR n.
Proof.
  intro x. exists (Z.to_nat (up x)). intros n Hn. destruct (archimed x) as [Hx _].
  assert (IZR (up x) <= INR n) by (rewrite INR_IZR_INZ; apply IZR_le; lia). lra.
Qed.

(** A quantity below a/(b + k n) vanishes. *)
Fact reciprocal_vanishes : forall f a b k, 0 < b -> 0 < k -> 0 <= a ->
  (forall n, 0 <= f n) -> (forall n, f n * (b + k * INR n) <= a) -> Un_cv f 0.
Proof.
  intros f a b k Hb Hk Ha Hpos Hf eps Heps.
  destruct (large_index ((a / eps) / k)) as [N HN]. exists N. intros n Hn.
  unfold R_dist. rewrite Rminus_0_r, Rabs_right by (apply Rle_ge, Hpos).
  specialize (HN n Hn). specialize (Hf n). specialize (Hpos n).
  assert (Q : a <= eps * (k * INR n)).
  { replace a with ((a / eps) / k * (eps * k)) by (field; lra).
    replace (eps * (k * INR n)) with (INR n * (eps * k)) by ring.
    apply Rmult_le_compat_r; [nra | exact HN]. }
  pose proof (pos_INR n).
  destruct (Rlt_or_le (f n) eps) as [|Hge]; [assumption|exfalso].
  assert (eps * (b + k * INR n) <= f n * (b + k * INR n))
    by (apply Rmult_le_compat_r; nra).
  nra.
Qed.

Fact limsup_le_weaken : forall f b c, b <= c -> limsup_le f b -> limsup_le f c.
Proof.
  intros f b c Hbc Hf eps Heps. destruct (Hf eps Heps) as [N HN]. exists N.
  intros n Hn. specialize (HN n Hn). lra.
Qed.

Fact liminf_ge_opp : forall f a, liminf_ge f a <-> limsup_le (fun n => - f n) (- a).
Proof.
  intros f a; split; intros Hf eps Heps; destruct (Hf eps Heps) as [N HN];
    exists N; intros n Hn; specialize (HN n Hn); lra.
Qed.

(** A power of a number in [0, 1) times a constant is eventually small. *)
Fact power_small : forall r a eps, 0 <= r < 1 -> 0 < eps ->
  exists N, forall n, (N <= n)%nat -> r ^ n * a <= eps.
Proof.
  intros r a eps Hr Heps.
  assert (Ha : 0 < Rabs a + 1) by (pose proof (Rabs_pos a); lra).
  assert (Hr' : Rabs r < 1) by (rewrite Rabs_right; lra).
  destruct (pow_lt_1_zero r Hr' (eps / (Rabs a + 1))) as [N HN];
    [apply Rdiv_lt_0_compat; lra|].
  exists N. intros n Hn. specialize (HN n Hn).
  assert (Hp : 0 <= r ^ n) by (apply pow_le; lra).
  rewrite Rabs_right in HN by lra.
  apply Rle_trans with (r ^ n * (Rabs a + 1)).
  - apply Rmult_le_compat_l; [exact Hp | pose proof (Rle_abs a); lra].
  - replace eps with (eps / (Rabs a + 1) * (Rabs a + 1)) at 1 by (field; lra).
    apply Rmult_le_compat_r; lra.
Qed.

(** A stable first-order filter does not raise the limit superior of its input. *)
Fact filter_limsup : forall beta x h b, 0 <= beta < 1 ->
  (forall t, x (S t) <= beta * x t + (1 - beta) * h t) ->
  limsup_le h b -> limsup_le x b.
Proof.
  intros beta x h b Hb Hx Hh eps Heps.
  destruct (Hh (eps / 2)) as [N HN]; [lra|]. set (c := b + eps / 2) in *.
  assert (K : forall k, x (N + k)%nat <= c + beta ^ k * (x N - c)).
  { induction k as [|k IH]; [rewrite Nat.add_0_r; simpl; lra|].
    rewrite Nat.add_succ_r. specialize (Hx (N + k)%nat).
    specialize (HN (N + k)%nat ltac:(lia)). simpl pow. nra. }
  destruct (power_small beta (x N - c) (eps / 2) Hb) as [P HP]; [lra|].
  exists (N + P)%nat. intros n Hn.
  replace n with (N + (n - N))%nat by lia.
  specialize (K (n - N)%nat). specialize (HP (n - N)%nat ltac:(lia)). unfold c in *. lra.
Qed.

Fact Un_cv_0_limsup : forall f,
  Un_cv f 0 <-> limsup_le f 0 /\ limsup_le (fun n => - f n) 0.
Proof.
  intro f; split.
  - intro Hf; split; intros eps Heps; destruct (Hf eps Heps) as [N HN]; exists N;
      intros n Hn; specialize (HN n Hn); unfold R_dist in HN;
      rewrite Rminus_0_r in HN; apply Rabs_def2 in HN; lra.
  - intros [Hu Hl] eps Heps.
    destruct (Hu (eps / 2)) as [N HN]; [lra|]. destruct (Hl (eps / 2)) as [P HP]; [lra|].
    exists (N + P)%nat. intros n Hn. unfold R_dist. rewrite Rminus_0_r.
    specialize (HN n ltac:(lia)). specialize (HP n ltac:(lia)). apply Rabs_def1; lra.
Qed.

(** A sequence above a line of positive slope tends to infinity. *)
Fact linear_diverges : forall f a k, 0 < k ->
  (forall n, a + k * INR n <= f n) -> cv_infty f.
Proof.
  intros f a k Hk Hf m. destruct (large_index ((m - a) / k + 1)) as [N HN].
  exists N. intros n Hn. specialize (HN n Hn). specialize (Hf n).
  assert (Q : k * ((m - a) / k + 1) <= k * INR n) by (apply Rmult_le_compat_l; lra).
  replace (k * ((m - a) / k + 1)) with (m - a + k) in Q by (field; lra). lra.
Qed.

Fact diverges_shift : forall f n, cv_infty (fun t => f (n + t)%nat) -> cv_infty f.
Proof.
  intros f n Hf m. destruct (Hf m) as [N HN]. exists (n + N)%nat. intros t Ht.
  replace t with (n + (t - n))%nat by lia. apply HN. lia.
Qed.

Fact diverges_not_convergent : forall f l, cv_infty (fun t => - f t) -> ~ Un_cv f l.
Proof.
  intros f l Hf Hl. destruct (Hl 1 Rlt_0_1) as [N HN]. destruct (Hf (1 - l)) as [P HP].
  specialize (HN (N + P)%nat ltac:(lia)). specialize (HP (N + P)%nat ltac:(lia)).
  unfold R_dist in HN. apply Rabs_def2 in HN. lra.
Qed.
